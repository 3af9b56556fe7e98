/** The function with its results kept: it runs once for each argument. */
export function oncePer<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const results = new Map<Key, { readonly value: Value }>();
  return (key) => {
    const result = results.get(key) ?? { value: make(key) };
    results.set(key, result);
    return result.value;
  };
}
