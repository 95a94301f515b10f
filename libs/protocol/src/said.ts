/** In the contract the empty string and 0 mean "not said"; in the domain such a field is absent. */
export type Said<T> = {
  [K in keyof T as T[K] extends string | number ? never : K]: T[K];
} & { [K in keyof T as T[K] extends string | number ? K : never]?: T[K] };

export function said<T extends object>(message: T): Said<T> {
  const entries = Object.entries(message).filter(([, value]) => value !== '' && value !== 0);
  // fromEntries forgets the keys' types; only empty strings and zeros were taken out.
  return Object.fromEntries(entries) as Said<T>;
}
