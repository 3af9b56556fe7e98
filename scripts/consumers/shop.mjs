// The local AWS of all rows, with the secrets of the project, and what its handlers must answer.
import { startLocalAws } from '../../packages/local/dist/index.js';

export async function startShop() {
  const aws = await startLocalAws();
  aws.secrets.put(
    'shop/prod/stripe',
    JSON.stringify({ apiKey: 'rk_of_the_matrix', webhookSecret: 'whsec_of_the_matrix' }),
  );
  aws.secrets.put('shop/prod/slack', 'xoxb_of_the_matrix');
  return {
    env: {
      ...aws.env(),
      AMPLIFY_SECRETS: JSON.stringify({ v: 1, apps: { shop: { environment: 'prod', store: 'secrets-manager' } } }),
    },
    answer: '{"statusCode":200,"body":"16 18"}\n',
    close: () => aws.close(),
  };
}
