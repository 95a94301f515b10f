import type {
  ContainerFact,
  CreateService,
  ImageFact,
  Labels,
  OwnService,
  OwnTask,
} from '@muster/inventory';

/** Things that have a label, whatever its value; or all. */
export type Labelled = { readonly label: string };

/**
 * What of one host's Engine it takes to run something there for a while. Errors as everywhere in the Engine port; there is
 * no way to run a command in a container, or to start anything but a service.
 */
export interface Workloads {
  /** An image with nothing in it, under this reference. It replaces one of that reference. */
  importEmptyImage(
    args: { readonly reference: string; readonly labels: Labels },
    signal: AbortSignal,
  ): Promise<void>;
  /** Gives an image that is there one more reference. @throws not_found. */
  tagImage(
    args: { readonly image: string; readonly reference: string },
    signal: AbortSignal,
  ): Promise<void>;
  /** Those with a reference that begins so. */
  images(args: { readonly repository: string }, signal: AbortSignal): Promise<readonly ImageFact[]>;
  /** The reference, and the image when it has no other. @throws not_found; conflict while a container is made of it. */
  removeImage(reference: string, signal: AbortSignal): Promise<void>;

  /** @returns its id; its tasks come later. @throws precondition off managers; conflict when the name is taken. */
  createService(args: CreateService, signal: AbortSignal): Promise<string>;
  /** @throws precondition off managers. */
  services(args: Labelled, signal: AbortSignal): Promise<readonly OwnService[]>;
  /** Its containers end a moment later. @throws not_found; precondition off managers. */
  removeService(id: string, signal: AbortSignal): Promise<void>;
  /** Of one service. @throws precondition off managers. */
  tasks(args: { readonly serviceId: string }, signal: AbortSignal): Promise<readonly OwnTask[]>;

  /** Of this host, those that have ended too. */
  containers(args: Labelled, signal: AbortSignal): Promise<readonly ContainerFact[]>;
  /**
   * All that a container has written to its standard output, told again with each piece, until it ends.
   * @throws not_found; deadline or cancelled.
   */
  followOutput(id: string, signal: AbortSignal): AsyncIterable<string>;
  /** Resolves when it is so, also when the container is not there at all. @throws deadline or cancelled. */
  awaitContainer(
    args: { readonly id: string; readonly condition: 'not-running' | 'removed' },
    signal: AbortSignal,
  ): Promise<void>;
  /** @throws not_found; conflict or precondition when it does not run. */
  signalContainer(
    args: { readonly id: string; readonly name: 'SIGUSR2' | 'SIGTERM' },
    signal: AbortSignal,
  ): Promise<void>;
}
