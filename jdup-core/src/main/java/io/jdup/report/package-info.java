/** What a run tells its caller: events while it goes, values when it is done, exceptions if not. */
@NullMarked
package io.jdup.report;

import org.jspecify.annotations.NullMarked;
