package dev.muster.datafolder;

import dev.muster.model.ErrorCode;

/// What a technology calls the troubles with its data folder.
///
/// @param folder it cannot be made, read or removed
/// @param foreign something else is there
/// @param space there is too little room
public record FolderErrors(ErrorCode folder, ErrorCode foreign, ErrorCode space) {}
