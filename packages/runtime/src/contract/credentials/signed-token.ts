/** A signed token (JWT) in a value, other than the one that Supabase makes for browsers. */
export function signedTokenIn(value: string): string | undefined {
  return value.split(/[^\w.-]/).some(isSignedToken) ? 'a signed token (JWT)' : undefined;
}

function isSignedToken(text: string): boolean {
  const parts = text.split('.');
  return parts.some((header, index) => {
    const [payload = '', signature = ''] = parts.slice(index + 1, index + 3);
    return isJson(header) && isJson(payload) && signature.length >= 16 && roleIn(payload) !== 'anon';
  });
}

/** `eyJ` is `{"` in base64. */
function isJson(part: string): boolean {
  return part.length >= 11 && (part.startsWith('eyJ') || part.includes('-eyJ'));
}

function roleIn(payload: string): unknown {
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString()).role;
  } catch {
    return undefined;
  }
}
