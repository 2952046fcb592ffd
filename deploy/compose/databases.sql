-- Run once by the image, when it makes its data folder. The services fill them by themselves.
CREATE DATABASE sightline_query;
CREATE DATABASE sightline_alert;
