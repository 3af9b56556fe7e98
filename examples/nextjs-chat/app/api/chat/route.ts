import { messagesIn } from '../../../lib/messages';
import { MODEL, openai } from '../../../lib/openai';
import { report } from '../../../lib/report';
import { textStream } from '../../../lib/text-stream';

/** Answers the last message, as text that comes while it is made. */
export async function POST(request: Request): Promise<Response> {
  const messages = messagesIn(await request.json().catch(() => undefined));
  if (messages === undefined) return Response.json({ error: 'MessagesInvalidError' }, { status: 400 });
  try {
    const stream = await openai.use((client) =>
      client.chat.completions.create(
        { model: MODEL, messages: [...messages], stream: true },
        { signal: request.signal },
      ),
    );
    return new Response(textStream(stream), {
      headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
    });
  } catch (error) {
    return Response.json({ error: report(error) }, { status: 503 });
  }
}
