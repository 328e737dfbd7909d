-- Who keeps the hall of an office (its kiosks, its screens, how long people wait there): who administers the agency, and its head.
UPDATE identity.role SET permissions = permissions || '{hall.manage}', below = below || '{hall.manage}'
  WHERE id IN ('agency-admin', 'province-admin', 'leader');
