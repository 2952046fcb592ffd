import { ResetPassword } from "../features/sign-in/ResetPassword";

export function ResetPasswordPage() {
  return <ResetPassword />;
}
