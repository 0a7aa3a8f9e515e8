// The strict provider: npm's oidc-provider, certified against the standard, on loopback.
// `node strict_provider.mjs REDIRECT_URI ALGORITHM SECRET_BY` prints its port. Whoever asks signs in by a name:
// ada has an address that is vouched for, eve's is not, grace shows two factors.
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import Provider from "oidc-provider";

const [redirectUri, algorithm, secretBy] = process.argv.slice(2);
const scopes = "openid email profile";
const people = {
  ada: { email: "ada@example.gov.uk", email_verified: true, roles: ["HYS.Manager"] },
  eve: { email: "ada@example.gov.uk", email_verified: false },
  grace: { email: "grace@example.gov.uk", email_verified: true },
};
const makeKey = (kind, options, alg) =>
  ({ ...generateKeyPairSync(kind, options).privateKey.export({ format: "jwk" }), alg, use: "sig" });

const server = createServer();
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const provider = new Provider(`http://127.0.0.1:${server.address().port}`, {
  clients: [{
    client_id: "say:client",
    client_secret: "a secret / with + signs",
    redirect_uris: [redirectUri],
    response_types: ["code"],
    grant_types: ["authorization_code"],
    id_token_signed_response_alg: algorithm,
    token_endpoint_auth_method: secretBy,
  }],
  jwks: { keys: [
    makeKey("rsa", { modulusLength: 2048 }, "RS256"),
    makeKey("rsa", { modulusLength: 2048 }, "PS256"),
    makeKey("ec", { namedCurve: "P-256" }, "ES256"),
  ] },
  enabledJWA: { idTokenSigningAlgValues: ["RS256", "PS256", "ES256"] },
  pkce: { required: () => true },
  claims: { openid: ["sub", "amr"], email: ["email", "email_verified"], profile: ["roles"], auth_time: null },
  features: { devInteractions: { enabled: false } },
  cookies: { keys: ["for tests"] },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  ttl: { Session: 3600, Interaction: 600, Grant: 3600, AccessToken: 300, IdToken: 300, AuthorizationCode: 60 },
  findAccount: (_, id) => people[id] && ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
  async loadExistingGrant({ oidc }) {
    const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
    grant.addOIDCScope(scopes);
    await grant.save();
    return grant;
  },
});

const page = (uid) => `<!doctype html><html lang="en"><title>The council's sign-in</title>
<h1>The council's sign-in</h1><form method="post" action="/interaction/${uid}">
<label for="who">Who are you?</label> <input id="who" name="who"> <button>Sign in there</button></form></html>`;

const readBody = async (request) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  return new URLSearchParams(body);
};

provider.use(async (ctx, next) => {
  if (!ctx.path.startsWith("/interaction/")) return next();
  if (ctx.method === "GET") {
    ctx.type = "html";
    ctx.body = page(ctx.path.split("/")[2]);
    return undefined;
  }
  const who = (await readBody(ctx.req)).get("who");
  const result = who in people
    ? { login: { accountId: who, amr: who === "grace" ? ["pwd", "otp", "mfa"] : ["pwd"] } }
    : { error: "access_denied", error_description: "nobody" };
  return provider.interactionFinished(ctx.req, ctx.res, result, { mergeWithLastSubmission: false });
});
server.on("request", provider.callback());
process.stdout.write(`${server.address().port}\n`);
