export interface Product {
  readonly id: string;
  readonly name: string;
  readonly price: number;
}

const PRODUCTS: readonly Product[] = [
  { id: 'kettle', name: 'Kettle', price: 39 },
  { id: 'teapot', name: 'Teapot', price: 25 },
];

/** In place of the database that an app reads when the cache has nothing. */
export function readProduct(id: string): Product {
  const product = PRODUCTS.find((each) => each.id === id);
  if (product === undefined) throw new Error(`No product has the id ${JSON.stringify(id)}.`);
  return product;
}
