/** Numbers for those who run the engine: its meters, in Micrometer. Nothing here is loaded unless a registry is given. */
@NullMarked
package dev.rollback.app.meters;

import org.jspecify.annotations.NullMarked;
