/** When the server starts. Next.js compiles this file for the Edge runtime too, so the imports are inside of the condition. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { checkSecrets } = await import('./lib/check-secrets');
    await checkSecrets();
  }
}
