/// The rules of the house, as tests: who may know whom, what is pure, and what a source file looks
/// like. The table of rooms is `design/rooms.md`. Start reading at [RoomsTest].
package dev.muster.architecture;
