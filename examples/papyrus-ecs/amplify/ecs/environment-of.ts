/** The environment of this deployment: `prd` for branch main. */
export function environmentOf(descriptor: string): string {
  return JSON.parse(descriptor).apps.papyrus.environment;
}
