import type { Unknown } from '@muster/inventory';
import type { TaskReport, WireCount } from '@muster/probe';

/** The program that tasks of a verification run, on one host or on several. */
export type ProbeProgram = {
  /** Node: `/usr/bin/node`. */
  readonly node: string;
  readonly script: string;
  /** Both are part of the image; else they are mounted from the host. */
  readonly inImage: boolean;
  /** Folders with what Node needs: `/usr`, `/lib`. */
  readonly libraries: readonly string[];
};

export type VerificationPrepared = {
  readonly program: ProbeProgram;
  /** Why the wire is not watched; absent when it is. */
  readonly wireMissing?: string;
};

/** Node id → whether its task runs, and the Engine's words. */
export type ProbeTask = {
  readonly nodeId: string;
  readonly running: boolean;
  readonly detail: string;
};

export type VerificationReport = {
  readonly task: TaskReport;
  readonly wire: readonly WireCount[] | Unknown;
};

type OfVerification = {
  /** Names all that is made for it. 16 lower case hexadecimal digits. */
  readonly verificationId: string;
};

/** What the verbs of a verification are given; see proto/muster/agent/v1/verify.proto. */
export type VerificationArgs = {
  prepareVerification: OfVerification & {
    readonly lifetimeMs: number;
    readonly dataPathPort: number;
    readonly vnis: readonly number[];
  };
  startVerification: OfVerification & {
    readonly networkId: string;
    readonly nonce: string;
    readonly nodeIds: readonly string[];
    readonly otherNodeIds: readonly string[];
    readonly groups: readonly {
      readonly program: ProbeProgram;
      readonly hosts: readonly number[];
    }[];
    readonly subnets: readonly string[];
    readonly withVip: boolean;
    readonly bulkBytes: number;
    readonly lifetimeMs: number;
    readonly keep: readonly string[];
    readonly namePatienceMs: number;
    readonly answerPatienceMs: number;
  };
  watchVerification: OfVerification & { readonly waitMs: number; readonly expected: number };
  awaitVerification: OfVerification;
  collectVerification: OfVerification;
  endVerification: OfVerification & { readonly keep: readonly string[] };
  clearVerification: OfVerification;
  sweepVerifications: { readonly keep: readonly string[] };
};

/** What they answer with. */
export type VerificationValue = {
  prepareVerification: VerificationPrepared;
  startVerification: undefined;
  watchVerification: { readonly tasks: readonly ProbeTask[] };
  awaitVerification: undefined;
  collectVerification: VerificationReport;
  endVerification: undefined;
  clearVerification: undefined;
  sweepVerifications: undefined;
};

export type VerificationKind = keyof VerificationArgs;
