export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** Stands for the call of the provider's token endpoint. */
export async function renew({ refreshToken }: Tokens): Promise<Tokens> {
  return { accessToken: `access-for-${refreshToken}`, refreshToken: `next-${refreshToken}` };
}
