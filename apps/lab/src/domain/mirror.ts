/**
 * The Debian mirror that the text of an apt source names, in either format (sources.list(5)); undefined when it names
 * none. Mirrors of other archives (security, vendors') are passed over by their path.
 */
export function mirrorIn(source: string): string | undefined {
  return source
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#'))
    .flatMap((line) => line.match(/\bhttps?:\/\/\S+/g) ?? [])
    .map((url) => url.replace(/\/$/, ''))
    .find((url) => url.endsWith('/debian'));
}
