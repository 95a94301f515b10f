import type { ProbePort } from '../model.js';

type Entry<V> = { readonly port: ProbePort; value: V };

/** Values by who and port. No key is made up for it: with 100,000 edges, the garbage would take longer than the judging. */
export class ByPort<K, V> {
  private readonly entries = new Map<K, Entry<V>[]>();

  get(who: K, port: ProbePort): V | undefined {
    return find(this.entries.get(who), port)?.value;
  }

  set(who: K, port: ProbePort, value: V): void {
    const some = this.entries.get(who);
    const entry = find(some, port);
    if (entry !== undefined) entry.value = value;
    else if (some === undefined) this.entries.set(who, [{ port, value }]);
    else some.push({ port, value });
  }
}

/** A host has a handful of ports. ESP has only one. */
const find = <V>(entries: readonly Entry<V>[] = [], { protocol, port }: ProbePort) =>
  entries.find(
    (it) => it.port.protocol === protocol && (it.port.port === port || protocol === 'esp'),
  );
