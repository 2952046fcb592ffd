import { Alert } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import type { FormEvent, ReactNode } from "react";
import { problemOf } from "../../api/problem";
import { Logo } from "../../shared/brand/Logo";
import "./sign-in.css";

interface CardProps {
  readonly title: string;
  readonly lead: ReactNode;
  /** What went wrong with sending it; null when nothing did. */
  readonly error?: unknown;
  readonly onSubmit?: () => void;
  readonly children?: ReactNode;
}

/** One thing to do before one is signed in. */
export function Card({ title, lead, error, onSubmit, children }: CardProps) {
  useDocumentTitle(`${title} · Sightline`);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit?.();
  };
  return (
    <main className="sign-in">
      <form className="sign-in__card" onSubmit={submit} aria-label={title}>
        <Logo size={40} />
        <h1>{title}</h1>
        <p className="sign-in__lead">{lead}</p>
        {error != null && (
          <Alert color="red" variant="light" role="alert" className="sign-in__problem">
            {problemOf(error).message}
          </Alert>
        )}
        {children}
      </form>
    </main>
  );
}
