package io.jdup.collection;

/** Whether a backup set stands alone or needs the one before it. */
public enum BackupType {
  FULL,
  INCREMENTAL
}
