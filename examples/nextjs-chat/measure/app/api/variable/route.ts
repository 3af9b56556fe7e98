import { answer } from '../../answer';

/** The key in a variable that the build writes to .env.production, as Amplify Hosting has it for servers. */
export const POST = (request: Request) => answer(request, async () => process.env.OPENAI_API_KEY);
