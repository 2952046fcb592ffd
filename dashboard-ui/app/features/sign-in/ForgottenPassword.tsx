import { Anchor, Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { Link } from "react-router";
import { useForgetPassword } from "../../api/peopleHooks";
import { Card } from "./Card";

/** Asks for a link by mail. It says the same whether anybody has the address or not. */
export function ForgottenPassword() {
  const forget = useForgetPassword();
  const [email, setEmail] = useState("");
  if (forget.isSuccess) {
    return (
      <Card
        title="Look into your mail"
        lead={`If ${email.trim()} has an account here, a link to set a new password is on its way. It is good for an hour.`}
      >
        <Anchor component={Link} to="/sign-in">
          Back to sign in
        </Anchor>
      </Card>
    );
  }
  return (
    <Card
      title="Forgot your password?"
      lead="We send you a link by which you can set a new one."
      error={forget.error}
      onSubmit={() => forget.mutate({ body: { email: email.trim() } })}
    >
      <TextInput
        label="E-mail"
        type="email"
        name="email"
        autoComplete="username"
        required
        withAsterisk={false}
        data-autofocus
        size="md"
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <Button type="submit" size="md" fullWidth loading={forget.isPending}>
        Send the link
      </Button>
      <Anchor component={Link} to="/sign-in">
        Back to sign in
      </Anchor>
    </Card>
  );
}
