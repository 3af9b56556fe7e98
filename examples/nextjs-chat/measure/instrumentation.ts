/** Nothing at the start: without this file, Next.js uses the one of the folder above. */
export function register(): void {}
