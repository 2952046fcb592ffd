import { Alert, Anchor, Button, PasswordInput, TextInput } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { type FormEvent, useState } from "react";
import { Link, Navigate, useSearchParams } from "react-router";
import { useSessionQuery, useSignIn } from "../../api/hooks";
import { problemOf } from "../../api/problem";
import { Logo } from "../../shared/brand/Logo";
import { ProviderButton } from "./ProviderButton";
import { providerProblem } from "./providerProblem";
import { returnPath } from "./returnPath";
import "./sign-in.css";

/** E-mail and password, then back to where the person wanted to go. */
export function SignIn() {
  useDocumentTitle("Sign in · Sightline");
  const [search] = useSearchParams();
  const page = returnPath(search.get("return"));
  const session = useSessionQuery();
  const signIn = useSignIn();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");

  if (session.data !== undefined && !session.isError) {
    return <Navigate to={page} replace />;
  }
  const problem = signIn.isError ? problemOf(signIn.error).message : providerProblem(search.get("problem"));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate({ body: { email: email.trim(), password } });
  };
  return (
    <main className="sign-in">
      <form className="sign-in__card" onSubmit={submit} aria-label="Sign in">
        <Logo size={40} />
        <h1>Sign in to Sightline</h1>
        <p className="sign-in__lead">See how your vision models behave, everywhere they run.</p>
        {problem !== null && (
          <Alert color="red" variant="light" role="alert" className="sign-in__problem">
            {problem}
          </Alert>
        )}
        <ProviderButton page={page} />
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
        <PasswordInput
          label="Password"
          name="password"
          autoComplete="current-password"
          visibilityToggleButtonProps={{ "aria-label": "Show what is typed" }}
          required
          withAsterisk={false}
          size="md"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" size="md" fullWidth loading={signIn.isPending}>
          Sign in
        </Button>
        <Anchor component={Link} to="/forgot-password">
          Forgot your password?
        </Anchor>
      </form>
    </main>
  );
}
