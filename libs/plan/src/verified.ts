/** What is known of networks by verifying them: of each, the verification that began last. By Docker's id, never by name. */
export type Verified = Readonly<Record<string, Verification>>;

export type Verification = {
  readonly verdict: 'pass' | 'fail' | 'unknown';
  /** RFC 3339: when it began. */
  readonly at: string;
};

/** Which networks an operation is to verify. Plain data, stored with its goal: it means the same when planned again. */
export type Verify = {
  /** `changed`: those that are not known to work. `all`: each anew. */
  readonly scope: 'changed' | 'all';
  /** RFC 3339: what was verified from then on counts for this operation. */
  readonly since: string;
};

/**
 * Why it has to be verified; undefined where that is not needed. One that failed is verified again however often it is
 * asked: a goal that includes it is not reached. One of which not all could be seen counts once an operation.
 */
export function whyVerify(
  name: string,
  last: Verification | undefined,
  { scope, since }: Verify,
): string | undefined {
  if (last === undefined) return `no packet was seen to cross ${name} yet`;
  if (last.verdict === 'fail') return `${name} failed its last verification`;
  const isOurs = Date.parse(last.at) >= Date.parse(since);
  if (isOurs) return undefined;
  if (last.verdict === 'unknown')
    return `the last verification of ${name} could not see everything`;
  return scope === 'all' ? `${name} is to be verified anew` : undefined;
}
