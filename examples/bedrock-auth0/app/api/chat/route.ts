import { convertToModelMessages, streamText } from 'ai';
import { answerTo } from '../../../lib/answer-to';
import { modelOf } from '../../../lib/bedrock/model';
import { isWay } from '../../../lib/bedrock/way';
import { refuseAnonymous } from '../../../lib/refuse-anonymous';

/** Streams an answer: ConverseStream, through the AI SDK. */
export async function POST(request: Request): Promise<Response> {
  const refusal = await refuseAnonymous();
  if (refusal !== undefined) return refusal;
  const { way, messages } = await request.json();
  if (!isWay(way) || !Array.isArray(messages)) return Response.json({ error: 'way and messages' }, { status: 400 });
  const result = streamText({
    model: modelOf(way),
    messages: await convertToModelMessages(messages),
    maxRetries: 0,
    // Logged below.
    onError: () => {},
  });
  return result.toUIMessageStreamResponse({ onError: (error) => answerTo(error, way) });
}
