/** What tells whose a process is. */
export interface Belonging {
  readonly pid: number;
  /** e.g. `net:[4026531840]`; undefined while the process is ending. */
  readonly netns: string | undefined;
  /** The lab that its environment names. */
  readonly owner: string | undefined;
  /** Whether it is process 1 of a pid namespace other than ours. */
  readonly isInit: boolean;
}

/**
 * A lab's processes: process 1 of each of its hosts, whoever is in the network of such a host, and whoever carries the
 * lab's name. What runs in containers is not among them: it ends with process 1 of its host.
 * @param safe networks whose processes are never a lab's, unless they are a host's process 1: the machine's, and ours.
 */
export function processesOf<T extends Belonging>(
  lab: string,
  all: readonly T[],
  safe: ReadonlySet<string | undefined>,
): T[] {
  const isInit = ({ owner, isInit }: T): boolean => owner === lab && isInit;
  const networks = new Set(all.filter(isInit).map(({ netns }) => netns));
  const belongs = ({ owner, netns }: T): boolean =>
    owner === lab || (owner === undefined && networks.has(netns));
  return all.filter((each) => isInit(each) || (!safe.has(each.netns) && belongs(each)));
}

/** The labs that any process outside of the safe networks belongs to. */
export function owners(all: readonly Belonging[], safe: ReadonlySet<string | undefined>): string[] {
  return all
    .filter(({ netns, isInit }) => isInit || !safe.has(netns))
    .flatMap(({ owner }) => owner ?? []);
}
