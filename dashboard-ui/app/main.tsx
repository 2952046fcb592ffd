import "@fontsource-variable/inter/wght.css";
import "@mantine/core/styles.css";
import "./tokens.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter } from "react-router";
import { createQueries } from "./api/queries";
import { Providers } from "./Providers";
import { AppRoutes } from "./pages/AppRoutes";

const root = document.getElementById("root");
if (root === null) {
  throw new Error("index.html has no #root");
}
createRoot(root).render(
  <StrictMode>
    <Providers queries={createQueries()}>
      <BrowserRouter>
        <AppRoutes />
      </BrowserRouter>
    </Providers>
  </StrictMode>,
);
