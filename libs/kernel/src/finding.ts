/** blocker: apply refuses; warning: apply goes on and says so; note: worth knowing. */
export type Severity = 'blocker' | 'warning' | 'note';

/** Something a check saw, with what to do about it. All findings are reported at once. */
export type Finding = {
  /** Stable name of the kind of finding, for example `manager-count-even`. */
  readonly id: string;
  readonly severity: Severity;
  /** Where in the spec, for example `hosts[2].name`; empty when it is about the whole. */
  readonly path: string;
  /** 1-based line in the spec's text, when the finding is about a place in it. */
  readonly line?: number;
  /** Hosts that it is about, by name; empty when it is about no host in particular. */
  readonly hosts: readonly string[];
  /** What was seen. */
  readonly message: string;
  /** What to do: sentences or commands, best first. */
  readonly remedy: readonly string[];
  /** A person went on over it, naming its id: what was a blocker is a warning then. */
  readonly accepted?: boolean;
};

export const isBlocker = (finding: Finding): boolean => finding.severity === 'blocker';

/** The same findings; those of these ids stay visible, marked as accepted, and block no more. */
export const accepting = (
  findings: readonly Finding[],
  ids: readonly string[],
): readonly Finding[] =>
  findings.map((finding) =>
    ids.includes(finding.id)
      ? { ...finding, severity: isBlocker(finding) ? 'warning' : finding.severity, accepted: true }
      : finding,
  );
