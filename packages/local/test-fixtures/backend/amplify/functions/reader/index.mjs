export async function handler() {
  return { role: process.env.AWS_ACCESS_KEY_ID?.slice(0, 4) };
}
