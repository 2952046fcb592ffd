// A real OpenID provider (the certified oidc-provider) for tests: `node provider.mjs CLIENT_ID CLIENT_SECRET REDIRECT_URI [PORT]`
// prints its issuer once it listens, and ends with its standard input. It signs with the RSA key in PROVIDER_KEY (PKCS 8, Base64).
//
// Whoever signs in says who they are on its page: an e-mail, or a subject and an e-mail with a space between. Words before the
// first dash of the e-mail choose what is wrong with what it says of them; everybody else is honest and verified.
import { createPrivateKey, generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { SignJWT, decodeJwt } from "jose";
import { Provider } from "oidc-provider";

const [clientId, clientSecret, redirectUri, port = "0"] = process.argv.slice(2);
const signing = createPrivateKey({
  key: Buffer.from(process.env.PROVIDER_KEY, "base64"),
  format: "der",
  type: "pkcs8",
});
const foreign = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;

/** What is said in place of the truth, by the first word of an e-mail. */
const LIES = {
  audience: (claims) => ({ claims: { ...claims, aud: "another-client" } }),
  issuer: (claims) => ({ claims: { ...claims, iss: "https://another.example" } }),
  nonce: (claims) => ({ claims: { ...claims, nonce: randomUUID() } }),
  expired: (claims) => ({ claims: { ...claims, iat: claims.iat - 7200, exp: claims.iat - 3600 } }),
  key: (claims) => ({ claims, key: foreign }),
  secret: (claims) => ({ claims, key: new TextEncoder().encode(clientSecret), alg: "HS256" }),
  // No lie: the e-mail may stand in the token itself.
  told: (claims) => ({ claims: { ...claims, email: claims.sub, email_verified: true } }),
};

const lieOf = (subject) => LIES[subject.split("-", 1)[0]];

/** The e-mail that each subject came with last. */
const emails = new Map();

function account(_, subject) {
  const email = emails.get(subject);
  return {
    accountId: subject,
    claims: () => ({
      sub: subject,
      email,
      email_verified: !email.startsWith("unverified-"),
      name: "Pat Provided",
    }),
  };
}

const server = createServer();
server.listen(Number(port), "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] }],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    cookies: { keys: [randomUUID()] },
    features: { devInteractions: { enabled: false } },
    findAccount: account,
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    jwks: { keys: [{ ...signing.export({ format: "jwk" }), kid: "1", use: "sig", alg: "RS256" }] },
    // Nobody is asked whether we may know the e-mail: there is one client, and it is ours.
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({
        clientId: ctx.oidc.client.clientId,
        accountId: ctx.oidc.session.accountId,
      });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
    pkce: { methods: ["S256"], required: () => true },
  });
  provider.use(lie);
  const answer = provider.callback();
  server.on("request", (request, response) =>
    request.url.startsWith("/interaction/") ? page(provider, request, response) : answer(request, response),
  );
  console.log(issuer);
});
process.stdin.resume().on("end", () => process.exit());

/** Signs another ID token, or tells of another person, where somebody's name asks for it. */
async function lie(ctx, next) {
  await next();
  if (ctx.path === "/token" && ctx.body?.id_token) {
    const truth = decodeJwt(ctx.body.id_token);
    const said = lieOf(truth.sub)?.(truth);
    if (said) {
      ctx.body = { ...ctx.body, id_token: await signed(said) };
    }
  }
  if (ctx.path === "/me" && ctx.body?.sub?.startsWith("other-")) {
    ctx.body = { ...ctx.body, sub: "somebody-else" };
  }
}

function signed({ claims, key = signing, alg = "RS256" }) {
  return new SignJWT(claims).setProtectedHeader(alg === "RS256" ? { alg, kid: "1" } : { alg }).sign(key);
}

/** The provider's own sign-in page. */
async function page(provider, request, response) {
  if (request.method === "GET") {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(`<!doctype html><title>Provider</title><form method="post">
      <label>Who are you? <input name="login" autofocus></label>
      <button name="answer" value="yes">Sign in</button> <button name="answer" value="no">Cancel</button></form>`);
    return;
  }
  let body = "";
  for await (const part of request) {
    body += part;
  }
  const form = new URLSearchParams(body);
  const [subject, email = subject] = (form.get("login") ?? "").split(" ");
  emails.set(subject, email);
  await provider.interactionFinished(
    request,
    response,
    form.get("answer") === "yes"
      ? { login: { accountId: subject } }
      : { error: "access_denied", error_description: "the person said no" },
  );
}
