/** What every function costs before it reads anything. */
export const handler = async () => 'nothing read';
