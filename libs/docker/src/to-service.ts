import type { ServiceFact, ServiceNetwork } from '@muster/inventory';
import type { WireService } from './wire.js';

export function toServiceFact(service: WireService): ServiceFact {
  const { Spec = {} } = service;
  return {
    serviceId: service.ID ?? '',
    name: Spec.Name ?? '',
    image: Spec.TaskTemplate?.ContainerSpec?.Image ?? '',
    ...toMode(Spec.Mode ?? {}),
    endpointMode: service.Endpoint?.Spec?.Mode === 'dnsrr' ? 'dnsrr' : 'vip',
    labels: Spec.Labels ?? {},
    networks: toNetworks(service),
  };
}

type WireMode = NonNullable<NonNullable<WireService['Spec']>['Mode']>;

function toMode(mode: WireMode): Pick<ServiceFact, 'mode' | 'replicas'> {
  if (mode.Replicated) return { mode: 'replicated', replicas: mode.Replicated.Replicas ?? 0 };
  if (mode.Global) return { mode: 'global' };
  if (mode.ReplicatedJob)
    return { mode: 'replicated-job', replicas: mode.ReplicatedJob.TotalCompletions ?? 0 };
  return { mode: mode.GlobalJob ? 'global-job' : '' };
}

/** Without virtual addresses (dnsrr) only the template names the networks; of ingress only the addresses tell. */
function toNetworks({ Spec, Endpoint }: WireService): readonly ServiceNetwork[] {
  const addresses = (Endpoint?.VirtualIPs ?? []).map(
    ({ NetworkID = '', Addr = '' }) => [NetworkID, Addr] as const,
  );
  const named = (Spec?.TaskTemplate?.Networks ?? []).map(
    ({ Target = '' }) => [Target, ''] as const,
  );
  return [...new Map([...named, ...addresses])]
    .filter(([networkId]) => networkId !== '')
    .map(([networkId, virtualIp]) => ({ networkId, virtualIp }));
}
