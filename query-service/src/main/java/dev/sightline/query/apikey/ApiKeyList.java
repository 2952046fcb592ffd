package dev.sightline.query.apikey;

import java.util.List;

/** The workspace's API keys, revoked ones included, the newest first. */
record ApiKeyList(List<ApiKeyView> apiKeys) {}
