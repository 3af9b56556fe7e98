import OpenAI from 'openai';

/** An answer with this key. What goes wrong is printed, as the documents of all kinds do it. */
export async function answer(request: Request, keyOf: () => Promise<string | undefined>): Promise<Response> {
  try {
    const client = new OpenAI({ apiKey: await keyOf() });
    const { choices } = await client.chat.completions.create({ model: 'gpt-4.1-mini', messages: await request.json() });
    return new Response(choices[0]?.message.content);
  } catch (error) {
    console.error('The request failed:', error);
    return Response.json({ error: 'failed' }, { status: 500 });
  }
}
