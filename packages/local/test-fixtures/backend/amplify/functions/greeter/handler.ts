import { env } from '$amplify/env/greeter';

let invocations = 0;

export async function handler() {
  invocations += 1;
  return { greeting: env.GREETING, paymentKeyLength: env.PAYMENT_KEY.length, invocations };
}
