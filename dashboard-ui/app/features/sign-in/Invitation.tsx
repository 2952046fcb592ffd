import { Anchor, Button, PasswordInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { Link, useLocation, useNavigate } from "react-router";
import { useSessionQuery } from "../../api/hooks";
import { useAcceptInvitation, useInvitationOffer } from "../../api/peopleHooks";
import { problemOf } from "../../api/problem";
import { NewPassword } from "../../shared/password/NewPassword";
import { Card } from "./Card";
import { ProviderButton } from "./ProviderButton";

/** Where the link of an invitation leads. The secret stands behind the #, where no server sees it. */
export function Invitation() {
  const token = useLocation().hash.slice(1);
  const offer = useInvitationOffer(token);
  if (offer.isPending) {
    return <div className="blank" role="status" aria-label="Loading" />;
  }
  if (offer.data === undefined) {
    return (
      <Card title="This invitation opens nothing" lead={problemOf(offer.error).message}>
        <Anchor component={Link} to="/sign-in">
          Go to sign in
        </Anchor>
      </Card>
    );
  }
  return <Offer token={token} {...offer.data} />;
}

interface OfferProps {
  readonly token: string;
  readonly email: string;
  readonly workspace: string;
  readonly role: string;
  readonly invited_by: string | null;
  readonly is_known: boolean;
}

function Offer({ token, email, workspace, role, invited_by: inviter, is_known: isKnown }: OfferProps) {
  const accept = useAcceptInvitation();
  const navigate = useNavigate();
  const signedInAs = useSessionQuery().data?.person.email;
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const isMyself = signedInAs === email;
  const body = isMyself ? { token } : isKnown ? { token, password } : { token, name: name.trim(), password };
  return (
    <Card
      title={`Join ${workspace}`}
      lead={`${inviter ?? "You are invited"}${inviter === null ? "" : " invites you"} as ${role}. You sign in as ${email}.`}
      error={accept.error}
      onSubmit={() => accept.mutate({ body }, { onSuccess: () => void navigate("/", { replace: true }) })}
    >
      {/* Whoever is new and has the e-mail at the provider joins by signing in there. */}
      {!isKnown && <ProviderButton page="/" />}
      {!isKnown && (
        <>
          <TextInput
            label="Your name"
            name="name"
            autoComplete="name"
            required
            withAsterisk={false}
            data-autofocus
            maxLength={100}
            size="md"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <NewPassword label="Password" value={password} onChange={setPassword} email={email} />
        </>
      )}
      {isKnown && !isMyself && (
        <PasswordInput
          label="Password of your account"
          name="password"
          autoComplete="current-password"
          visibilityToggleButtonProps={{ "aria-label": "Show what is typed" }}
          required
          withAsterisk={false}
          size="md"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
      )}
      <Button type="submit" size="md" fullWidth loading={accept.isPending}>
        Join {workspace}
      </Button>
      {isKnown && !isMyself && (
        <Anchor component={Link} to="/sign-in">
          Sign in another way, then open the link again
        </Anchor>
      )}
    </Card>
  );
}
