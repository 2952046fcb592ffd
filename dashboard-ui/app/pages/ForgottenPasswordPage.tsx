import { ForgottenPassword } from "../features/sign-in/ForgottenPassword";

export function ForgottenPasswordPage() {
  return <ForgottenPassword />;
}
