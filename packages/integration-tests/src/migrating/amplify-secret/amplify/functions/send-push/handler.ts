export const handler = async () => {
  const { client_email, private_key } = JSON.parse(process.env.SERVICE_ACCOUNT ?? '{}');
  return { client_email, keyLength: String(private_key).length };
};
