/** What every function costs before it reads anything. */
export const createHandler = () => async () => 'nothing read';
