import { formatNumber } from '../../training/wording';

/** A distance; one that nobody can see is 0. */
export const formatDistance = (distance: number): string => formatNumber(distance < 1e-3 ? 0 : distance);
