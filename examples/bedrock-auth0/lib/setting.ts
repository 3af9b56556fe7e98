/** A setting that is no secret: in Amplify Hosting, `amplify.yml` writes it to `.env.production`. */
export function setting(name: string): string {
  const value = process.env[name];
  if (!value)
    throw new Error(`The variable ${name} must be set: in the Amplify console, Hosting, Environment variables.`);
  return value;
}
