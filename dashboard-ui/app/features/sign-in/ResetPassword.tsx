import { Anchor, Button } from "@mantine/core";
import { useState } from "react";
import { Link, useLocation } from "react-router";
import { useSetForgottenPassword } from "../../api/peopleHooks";
import { NewPassword } from "../../shared/password/NewPassword";
import { Card } from "./Card";

/** Where the link for a forgotten password leads. The secret stands behind the #, where no server sees it. */
export function ResetPassword() {
  const token = useLocation().hash.slice(1);
  const set = useSetForgottenPassword();
  const [password, setPassword] = useState("");
  if (set.isSuccess) {
    return (
      <Card title="Your new password is set" lead="You were signed out everywhere. Sign in with the new password.">
        <Button component={Link} to="/sign-in" size="md" fullWidth>
          Sign in
        </Button>
      </Card>
    );
  }
  return (
    <Card
      title="Set a new password"
      lead="You are signed out everywhere when it is set."
      error={set.error}
      onSubmit={() => set.mutate({ body: { token, password } })}
    >
      <NewPassword label="New password" value={password} onChange={setPassword} email="" />
      <Button type="submit" size="md" fullWidth loading={set.isPending}>
        Set password
      </Button>
      <Anchor component={Link} to="/forgot-password">
        Ask for another link
      </Anchor>
    </Card>
  );
}
