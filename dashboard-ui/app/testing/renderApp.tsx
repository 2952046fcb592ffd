import { render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { MemoryRouter, useLocation } from "react-router";
import { createQueries } from "../api/queries";
import { Providers } from "../Providers";
import { AppRoutes } from "../pages/AppRoutes";
import { type Answers, answerWith } from "./answers";
import {
  aClass,
  aDevice,
  aModel,
  anInference,
  anOverview,
  aSession,
  theClasses,
  theInferences,
  theModels,
} from "./samples";

const EVERYTHING: Answers = {
  "GET /api/v1/session": aSession,
  "GET /api/v1/sign-in": { provider: null },
  "GET /api/v1/overview": anOverview(),
  "GET /api/v1/models": theModels(aModel()),
  "GET /api/v1/classes": theClasses(aClass("helmet")),
  "GET /api/v1/inferences": theInferences(anInference()),
  "GET /api/v1/inferences/count": { window: anOverview().window, inferences: 1 },
  "GET /api/v1/inferences/facets": { window: anOverview().window, inferences: 0, facets: [] },
  "GET /api/v1/metadata/fields": { window: anOverview().window, inferences: 0, fields: [] },
  "GET /api/v1/devices": { window: anOverview().window, devices: [aDevice()] },
  "GET /api/v1/devices/states": { as_of: "2026-11-23T10:00:00Z", devices: [] },
  "GET /api/v1/api-keys": { api_keys: [] },
  "GET /api/v1/members": { members: [] },
  "GET /api/v1/invitations": { invitations: [] },
  "GET /api/v1/sessions": { sessions: [] },
  "GET /api/v1/workspaces": { workspaces: [] },
  "GET /api/v1/retention": { rows_days: null, rollups_days: null, images_days: null },
  "GET /api/v1/audit-log": { entries: [], next_cursor: null },
  "GET /api/v1/incidents": { incidents: [] },
  "GET /api/v1/alert-rules": { alert_rules: [] },
  "GET /api/v1/alert-rules/templates": { templates: [] },
  "GET /api/v1/alert-rules/usual": { conditions: [] },
  "GET /api/v1/operations/space": {
    level: "enough",
    as_of: "2026-11-23T10:00:00Z",
    disk_free: 0.42,
    image_bytes: null,
    image_budget_bytes: null,
  },
  "GET /api/v1/deliveries": { deliveries: [] },
};

/** The whole application at an address, over a network that answers everything, and these things in particular. */
export function renderApp(address: string, answers: Answers = {}) {
  answerWith(EVERYTHING);
  answerWith(answers);
  const shown = { current: address };
  const queries = createQueries();
  queries.setDefaultOptions({ queries: { ...queries.getDefaultOptions().queries, retry: false } });
  render(
    <Providers queries={queries}>
      <MemoryRouter initialEntries={[address]}>
        <AppRoutes />
        <Address onChange={(next) => (shown.current = next)} />
      </MemoryRouter>
    </Providers>,
  );
  return { user: userEvent.setup(), address: () => shown.current };
}

function Address({ onChange }: { readonly onChange: (address: string) => void }) {
  const { pathname, search } = useLocation();
  onChange(pathname + search);
  return null;
}
