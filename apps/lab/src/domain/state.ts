import * as z from 'zod/mini';

/** A process that cannot be mistaken for a later one with the same pid. `startTime`: clock ticks since boot. */
const processRef = z.object({ pid: z.number(), startTime: z.number() });

const hostState = z.object({
  name: z.string(),
  /** `vm`: a machine with a kernel of its own. */
  kind: z._default(z.enum(['namespaces', 'vm']), 'namespaces'),
  address: z.string(),
  /** `major.minor` as asked for. */
  engine: z.string(),
  /** Folder with the engine's own file system; null: the machine's, or a VM's disk. */
  root: z.nullable(z.string()),
  /** Process 1 of the host's namespaces, which live as long as it does and end with everything in them. Of a VM: QEMU. */
  init: z.optional(processRef),
});

const labState = z.object({
  version: z.literal(1),
  name: z.string(),
  /** `starting` with a builder that lives no longer is what a killed `up` leaves. */
  phase: z.enum(['starting', 'up']),
  /** ISO 8601. */
  createdAt: z.string(),
  /** Process references mean nothing after a reboot. */
  bootId: z.string(),
  builder: processRef,
  fabric: z.optional(processRef),
  /** Bytes, of every host's eth0. */
  mtu: z.number(),
  hosts: z.array(hostState),
});

export type ProcessRef = z.infer<typeof processRef>;
export type HostState = z.infer<typeof hostState>;
export type LabState = z.infer<typeof labState>;

/** undefined when the text is not (or not yet wholly) a state file: the lab is then found by its traces alone. */
export function parseState(text: string): LabState | undefined {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = labState.safeParse(raw);
  return parsed.success ? parsed.data : undefined;
}

export const printState = (state: LabState): string => `${JSON.stringify(state, null, 2)}\n`;
