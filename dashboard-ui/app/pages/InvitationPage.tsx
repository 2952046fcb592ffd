import { Invitation } from "../features/sign-in/Invitation";

export function InvitationPage() {
  return <Invitation />;
}
