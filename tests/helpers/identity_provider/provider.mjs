// A certified OpenID Connect provider for the sign-in tests: node provider.mjs PORT REDIRECT_URI CLIENT_ID CLIENT_SECRET
// Anybody signs in with any name and any password; the name is the subject. Nothing is kept.
import { Provider } from 'oidc-provider';

const [port, redirect, id, secret] = process.argv.slice(2);
const provider = new Provider(`http://localhost:${port}`, {
  clients: [{ client_id: id, client_secret: secret, redirect_uris: [redirect], post_logout_redirect_uris: [redirect], response_types: ['code'] }],
  cookies: { keys: ['only for tests'] },
  claims: { openid: ['sub'], profile: ['name'] },
  findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, name: `${sub} of the tests` }) }),
  pkce: { required: () => false },
});
provider.listen(Number(port), 'localhost', () => console.log('listening'));
