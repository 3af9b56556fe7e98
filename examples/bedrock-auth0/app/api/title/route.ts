import { ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { CHAT_MODEL } from '../../../amplify/bedrock/models';
import { answerTo } from '../../../lib/answer-to';
import { isWay } from '../../../lib/bedrock/way';
import { WAYS } from '../../../lib/bedrock/ways';
import { refuseAnonymous } from '../../../lib/refuse-anonymous';

/** Finds a title for a chat: Converse, through the AWS SDK. */
export async function POST(request: Request): Promise<Response> {
  const refusal = await refuseAnonymous();
  if (refusal !== undefined) return refusal;
  const { way, text } = await request.json();
  if (!isWay(way) || typeof text !== 'string') return Response.json({ error: 'way and text' }, { status: 400 });
  const command = new ConverseCommand({
    modelId: CHAT_MODEL,
    messages: [{ role: 'user', content: [{ text: `A title of at most five words for: ${text}` }] }],
  });
  try {
    const { output } = await WAYS[way].use(({ client }) => client.send(command));
    return Response.json({ title: output?.message?.content?.[0]?.text ?? 'Chat' });
  } catch (error) {
    return Response.json({ error: answerTo(error, way) }, { status: 502 });
  }
}
