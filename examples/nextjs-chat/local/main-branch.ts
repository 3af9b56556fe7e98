/** The deployment that `npm start` and the tests run: branch main of an app in Amplify Hosting. */
export const MAIN = { type: 'branch', namespace: 'd1a2b3c4d5e6f7', name: 'main' } as const;
