// The daily questions, in the words of `muster query --schema`. Each can be copied and changed by whoever asks more.

/** :name or id, :fleet or null. What a host that cannot be asked has now is unknown, whatever it had. */
export const whereIsNetwork = `
  select h.host, h.fleet,
    case when h.stale or h.membership = 'unknown' then 'unknown'
      when max(n.materialised) = 1 then 'has' else 'lacks' end as state,
    case when max(n.materialised) = 1 then 'has' else 'lacks' end as last_seen,
    max(n.endpoints) as endpoints, max(n.driver) as driver, max(n.id) as id, h.observed_at
  from hosts h left join networks n on n.host = h.host and (n.network = :name or n.id = :name)
  where :fleet is null or h.fleet = :fleet
  group by h.host order by state, h.host`;

/** :what as it was typed; :hex its digits where it is an address, else null. */
export const whatIs = `
  select 'container' as kind, container as name, network, coalesce(ipv4, ipv6) as address, host, fleet, stale,
    coalesce('service ' || service, image) as detail
  from endpoints where :what in (ipv4, ipv6, container, service, container_id, mac)
    or (length(:what) >= 6 and container_id glob :what || '*')
  union all select 'orphan endpoint', endpoint, network, ipv4, host, fleet, stale, endpoint_id
  from orphans where :what in (ipv4, endpoint, endpoint_id)
  union all select 'service', s.service, n.network, n.virtual_ip, s.host, s.fleet, s.stale, s.image
  from services s left join service_networks n on n.service_id = s.service_id and n.host = s.host
  where :what in (n.virtual_ip, s.service, s.service_id)
  union all select 'host interface', interface, null, address, host, fleet, stale, null
  from addresses where address = :what
  union all select 'host', host, null, address, host, fleet, stale, kernel
  from hosts where :what in (host, hostname, machine_id, node_id)
  union all select 'node', hostname, null, address, coalesce(node_host, host), fleet, stale, state
  from nodes where :what in (hostname, node_id, address)
  union all select 'gateway', network, network, gateway, min(host), fleet, min(stale), subnet
  from subnets where gateway = :what group by network_id
  union all select 'network', network, network, null, host, fleet, stale, driver
  from networks where :what in (network, id)
  union all select 'inside subnet', subnet, network, null, min(host), fleet, min(stale), driver
  from subnets where first <= :hex and last >= :hex and length(first) = length(:hex) group by network_id, subnet
  order by 1, 2, 5`;

/**
 * :fleet or null. Two networks matter to each other on one host, and those of a swarm on every host of their fleet; routes
 * likewise, but for those that lead to a network of the host itself.
 */
export const whatOverlaps = `
  with s as (
    select network, network_id, scope, subnet, family, first, last, host, fleet from subnets
    where family is not null and (:fleet is null or fleet = :fleet)),
  nets as (select distinct network, network_id, scope, subnet, family, first, last, fleet,
      case scope when 'swarm' then null else host end as only_on from s),
  ways as (select r.destination, r.interface, r.host, r.fleet, r.family, r.first, r.last from routes r
    where r.prefix > 0 and (:fleet is null or r.fleet = :fleet) and not exists (
      select 1 from s where s.host = r.host and s.scope <> 'swarm' and s.first = r.first and s.last = r.last))
  select a.network, a.subnet, 'network' as other_kind, b.network as other, b.subnet as other_block,
    coalesce(a.only_on, b.only_on, 'every host') as "on", a.fleet
  from nets a join nets b on a.family = b.family and a.first <= b.last and b.first <= a.last
    and (a.network_id, a.subnet) < (b.network_id, b.subnet)
    and (a.only_on = b.only_on or ((a.only_on is null or b.only_on is null) and a.fleet is b.fleet))
  union all
  select a.network, a.subnet, 'route', w.interface, w.destination, w.host, a.fleet
  from nets a join ways w on a.family = w.family and a.first <= w.last and w.first <= a.last
    and (a.only_on = w.host or (a.only_on is null and a.fleet is w.fleet))
  order by 1, 2, 3, 4, 6`;

/**
 * :above in percent, :fleet or null. Where the Engine does not count, what is seen is: network, broadcast and gateway,
 * endpoints, virtual addresses, and one load balancer a host of an overlay. Then it is about that, or more.
 */
export const whatIsFull = `
  with s as (
    select network, network_id, subnet, prefix, family, fleet,
      case scope when 'swarm' then null else host end as only_on,
      max(in_use) as in_use, count(*) as listed
    from subnets where family = 4 and (:fleet is null or fleet = :fleet)
    group by network_id, subnet, case scope when 'swarm' then null else host end),
  alone as (select network_id, count(distinct subnet) = 1 as alone from subnets where family = 4 group by 1),
  seen as (select network_id, host, count(distinct ipv4) as n from endpoints where ipv4 is not null group by 1, 2),
  vips as (select network_id, count(distinct virtual_ip) as n from service_networks group by 1),
  used as (
    select s.*, 1 << (32 - prefix) as size,
      case when in_use is not null then 'engine' when alone then 'seen' else 'unknown' end as source,
      case when in_use is not null then in_use when alone then 3
        + coalesce((select sum(n) from seen where seen.network_id = s.network_id and (only_on is null or seen.host = only_on)), 0)
        + coalesce((select n from vips where vips.network_id = s.network_id), 0)
        + (select count(*) from networks where id = s.network_id and scope = 'swarm' and materialised) end as used
    from s join alone using (network_id))
  select network, subnet, size, used, round(100.0 * used / size, 1) as percent, source,
    coalesce(only_on, 'swarm') as "on", fleet
  from used where coalesce(100.0 * used / size, 0) >= :above order by percent desc, network, subnet`;
