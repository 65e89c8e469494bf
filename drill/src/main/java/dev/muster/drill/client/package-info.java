/// A client that knows nothing of Muster: it writes numbered orders to a public address, asks all
/// along, and keeps books of its own.
///
/// May depend on `model` and the JDK. Start reading at [OutsideClient]; its books are [Ledger] and
/// [AnswerLog].
@NullMarked
package dev.muster.drill.client;

import org.jspecify.annotations.NullMarked;
