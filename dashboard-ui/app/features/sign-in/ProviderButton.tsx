import { Button, Divider } from "@mantine/core";
import { useSignInOptions } from "../../api/peopleHooks";

interface ProviderButtonProps {
  /** Where to come back to, signed in. */
  readonly page: string;
}

/** The way in by an OpenID provider, where one is set up; the form below it is there meanwhile, and otherwise. */
export function ProviderButton({ page }: ProviderButtonProps) {
  const provider = useSignInOptions().data?.provider;
  if (provider == null) {
    return null;
  }
  return (
    <>
      <Button
        component="a"
        href={page === "/" ? provider.start_url : `${provider.start_url}?return=${encodeURIComponent(page)}`}
        variant="default"
        size="md"
        fullWidth
      >
        Continue with {provider.name}
      </Button>
      <Divider label="or" />
    </>
  );
}
